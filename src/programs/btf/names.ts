/** KSYM_NAME_LEN */
const longest = 512;

/** Words of C that can be no name, those of GNU and of macros that every compiler defines among them. What C23 adds, kernels use as names. */
const reserved = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return
  short signed sizeof static struct switch typedef union unsigned void volatile while
  _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Pragma _Static_assert _Thread_local
  asm typeof __alignof __alignof__ __asm __asm__ __attribute __attribute__ __auto_type __complex __complex__ __const __const__ __declspec
  __extension__ __imag __imag__ __inline __inline__ __int128 __label__ __pragma __real __real__ __restrict __restrict__ __signed
  __signed__ __thread __typeof __typeof__ __volatile __volatile__
  __BASE_FILE__ __COUNTER__ __DATE__ __FILE__ __FILE_NAME__ __FUNCTION__ __INCLUDE_LEVEL__ __LINE__ __PRETTY_FUNCTION__ __TIMESTAMP__
  __TIME__ __VA_ARGS__ __VA_OPT__ __func__ __has_attribute __has_builtin __has_include __has_include_next defined`.split(
    /\s+/,
  ),
);

/** Whether a name can be written into C as it is. */
export const isIdentifier = (name: string): boolean =>
  name.length < longest && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name);

const sorted = (name: string): string => name.split(' ').sort().join(' ');

const builtIns = new Set(
  ['', 'char', 'short', 'short int', 'int', 'long', 'long int', 'long long', 'long long int', '__int128']
    .flatMap((stem) => [stem, `signed ${stem}`, `unsigned ${stem}`])
    .concat('_Bool')
    .map((name) => sorted(name.trim())),
);

/** Whether an int's name is C's own, such as `long unsigned int`, whose words stand in any order. */
export const isBuiltIn = (name: string): boolean => {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const builtIn = name !== '' && name.length < 32 && builtIns.has(sorted(name));
  if (judged.size < 1000) judged.set(name, builtIn);
  return builtIn;
};

/** Few names are asked for, and each many times. */
const judged = new Map<string, boolean>();

const floats = new Set(['float', 'double', 'long double']);

/** Before kernel 5.13 floats were written as ints. */
export const isFloat = (name: string): boolean => floats.has(name);

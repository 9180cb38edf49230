#include "report.h"
#include "syscalls.h"

const char *last_call = "";

/* Those that bpf(2), perf_event_open(2) and the rest of the prober can give; the number is printed in any case. */
static const struct {
  int number;
  const char *name;
} errors[] = {
    {1, "EPERM"},       {2, "ENOENT"},      {3, "ESRCH"},        {4, "EINTR"},      {5, "EIO"},         {7, "E2BIG"},
    {9, "EBADF"},       {11, "EAGAIN"},     {12, "ENOMEM"},      {13, "EACCES"},    {14, "EFAULT"},     {16, "EBUSY"},
    {17, "EEXIST"},     {19, "ENODEV"},     {20, "ENOTDIR"},     {22, "EINVAL"},    {23, "ENFILE"},     {24, "EMFILE"},
    {28, "ENOSPC"},     {34, "ERANGE"},     {38, "ENOSYS"},      {40, "ELOOP"},     {61, "ENODATA"},    {71, "EPROTO"},
    {75, "EOVERFLOW"},  {92, "ENOPROTOOPT"}, {93, "EPROTONOSUPPORT"}, {94, "ESOCKTNOSUPPORT"}, {95, "EOPNOTSUPP"}, {97, "EAFNOSUPPORT"},
    {105, "ENOBUFS"},   {110, "ETIMEDOUT"}, {524, "ENOTSUPP"},
};

static char line[512];
static long length;

/* Control characters and all that is not ASCII become spaces, so that no text can forge a line. */
static void add(const char *text) {
  for (; *text && length < (long)sizeof(line) - 1; text++) line[length++] = *text >= ' ' && *text <= '~' ? *text : ' ';
}

static void add_number(u32 number) {
  char digits[11], *at = digits + sizeof(digits) - 1;
  *at = 0;
  do *--at = (char)('0' + number % 10);
  while (number /= 10);
  add(at);
}

static void add_words(const char *id, const char *step, const char *word) {
  add(id), add(" "), add(step), add(" "), add(word);
}

static void end_line(void) {
  line[length++] = '\n';
  write_fd(1, line, length);
  length = 0;
}

int report(const char *id, const char *step, int result) {
  if (result >= 0) {
    add_words(id, step, "ok");
  } else {
    const char *name = "-";
    for (u32 i = 0; i < sizeof(errors) / sizeof(*errors); i++)
      if (errors[i].number == -result) name = errors[i].name;
    add_words(id, step, "errno ");
    add_number((u32)-result), add(" "), add(name), add(" "), add(last_call);
  }
  end_line();
  return result;
}

void report_skip(const char *id, const char *step, const char *reason) {
  add_words(id, step, "skip "), add(reason);
  end_line();
}

void report_text(const char *id, const char *name, const char *text) {
  add_words(id, name, text);
  end_line();
}

int equal(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

/* The compiler may call these for what it generates. */
void *memset(void *to, int value, unsigned long count) {
  for (volatile u8 *at = to; count--;) *at++ = (u8)value;
  return to;
}
void *memcpy(void *to, const void *from, unsigned long count) {
  volatile u8 *at = to;
  for (const u8 *source = from; count--;) *at++ = *source++;
  return to;
}

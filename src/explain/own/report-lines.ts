/** A check of `ebpf doctor`, with and without Unicode. */
const check = /^ {2}[✔✖!•–?+x*-] \S.*$/;
/** What it says below a check. */
const detail = /^ {6}(?:expected|evidence|why|perhaps|to tell|mend|fix|remedy|check|follows from) +\S/;
/** Its first line: host, system, kernel, machine. */
const head = /^[^ ,]+, .*\bLinux \S+, \w+$/;
/** The verdict of a profile. */
const verdict = /^[\w-]+ is (?:ready|not ready|unknown)(?:, with sudo)?(?:: .*)?$/;
/** The plan of `ebpf setup`, and how its steps went. */
const plan =
  /^(?:To change on \S+(?:, as root)?:|What setup can't \w+ on \S+:|Nothing (?:else )?is missing on \S+\.|Then: \S+: write its hello project to .*|(?:ok {2}|FAIL) .* \(\d+\.\d s\)|\.\.\. {2}.*: .*)$/;
/** A step, or what only a person can fix. */
const planned = /^\d+\. \S|^\S.* \([a-z]+\.[a-z][\w.-]*\)$/;

/** The lines of a report of `ebpf doctor` or a plan of `ebpf setup`, by their index. */
export const reportLines = (lines: readonly string[]): ReadonlySet<number> => {
  const found = new Set<number>();
  const isReport =
    lines.filter((line) => check.test(line)).length > 1 &&
    lines.some((line) => verdict.test(line) || detail.test(line));
  const isPlan = lines.some((line) => plan.test(line));
  if (!isReport && !isPlan) return found;
  lines.forEach((line, index) => {
    const follows = found.has(index - 1) && /^ {5,}\S/.test(line);
    const heading = isReport && /^\w/.test(line) && check.test(lines[index + 1] ?? '');
    const begins = isReport && [check, detail, head, verdict].some((shape) => shape.test(line));
    if (follows || begins || heading || (isPlan && (plan.test(line) || planned.test(line)))) found.add(index);
  });
  return found;
};

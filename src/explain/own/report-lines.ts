/** A check of `ebpf doctor`, with and without Unicode, of this version and before; on a narrow terminal without a margin. */
const check = /^(?: {2}[✔✖≠!i•–?+x*-]|[✔✖!]| {0,2}(?:ok {2}|FAIL|warn|unkn|skip|note)) \S.*$/;
/** What it says below a check. */
const detail = /^ {6}(?:expected|evidence|why|perhaps|confirm|to tell|mend|fix|remedy|check|follows from) +\S/;
/** Its first line: host, system, kernel, machine. */
const head = /^[^ ,]+[,:] .*\bLinux \S+(?:, \w+)?$/;
/** The verdict of a profile. */
const verdict = /^[\w-]+ is (?:ready|not ready|unknown)(?:, with sudo)?(?:: .*)?$/;
/** The verdict of a short report on a terminal, and what to do below it. */
const screenVerdict = /^(?:Ready|Not ready|Unknown) for [\w-]+|^Required checks: \d|^Passed: \d+ of \d+$/;
const wayOut = /^(?:$| |(?:Fix(?: all| \d+)?|By hand|Advice|Run|Verify|Details):$)/;
/** The plan of `ebpf setup`, and how its steps went. */
const plan =
  /^(?:To change on \S+(?:, as root)?:|(?:What setup can't \w+|Needs manual action) on \S+:|Nothing (?:else )?is missing on \S+\.|Then: \S+: write its hello project to .*|(?:Next|Verify): create \S.* \(\S+\), build it, .*|(?:ok {2}|FAIL) .* \(\d+\.\d s\)|\.\.\. {2}\S.*: .*)$/;
/** A step, or what only a person can fix. */
const planned = /^\d+\. \S|^\S.* \([a-z]+\.[a-z][\w.-]*\)$/;

/** The lines of a report of `ebpf doctor` or a plan of `ebpf setup`, by their index. */
export const reportLines = (lines: readonly string[]): ReadonlySet<number> => {
  const found = new Set(screenLines(lines));
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

/** A short report stands together: from its first line to the end of what to do. */
const screenLines = (lines: readonly string[]): readonly number[] => {
  const first = lines.findIndex((line) => check.test(line));
  const judged = lines.findIndex((line, index) => index > first && screenVerdict.test(line));
  if (first < 0 || judged < 0) return [];
  const begin = lines.slice(0, first).findLastIndex((line) => /^\S+: \S/.test(line));
  const after = lines
    .slice(judged + 1)
    .findIndex((line) => !wayOut.test(line) && !/^\d+ warnings?\b|^[\w ,]+$/.test(line));
  const end = after < 0 ? lines.length : judged + 1 + after;
  return lines.map((_, index) => index).slice(Math.max(0, begin), end);
};

export const either = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({source}) => source).join('|'), 'i');

/** None of these stands in the line. */
export const without = (pattern: RegExp): RegExp => new RegExp(`^(?!.*(${pattern.source}))`);

/** How people say that something is not there. */
export const lacking =
  /\b(no|not|n't|without|cannot|fail\w*|missing|lacks?|absent|unavailable|refuse\w*|reject\w*|forgotten|never|nor)\b|n't\b/;

/** That something is wrong: it is not there, is needed, broken, forbidden or too old, or they ask for it. */
export const complaint = either(
  lacking,
  /\b(needs?|needed|requires?|required|requests?|had to|(?<!-)dependenc\w*|prerequisit\w*|add(s|ed)?|must|how|why|only|enabl\w+)\b/,
  /\b(brok\w*|break\w*|stop(s|ped)?|crash\w*|error\w*|unable|issues?|problems?|fix(es|ed)?|empty|wrong|old|hid\w*|zeros?|restrict\w*)\b/,
  /\b(den(y|ies|ied)|block\w*|enforc\w*|confin\w*|lock\w*|stale|mismatch\w*|conflict\w*|interrupt\w*|updat\w*|upgrad\w*|low|full|compiled for)\b/,
);

/** That two things are not of one version, or that one is in the way of the other. */
export const clashing =
  /\b(mismatch\w*|match(es)?|differ\w*|another|other|different|older|newer|newest|latest|conflict\w*|incompatible|wrong|two|both|shadow\w*)\b/;

/** A kernel that is newer than what runs on it, and one that is older. */
export const newKernel =
  /(new(er|est)?|recent|latest|modern) (linux )?kernels?|kernels?( version)? (>=? ?)?v?[4-7]\.\d|linux v?\d|\bHWE\b|(since|from) (kernel|linux) v?\d|v?[56]\.\d+ ?(\+|(and|or) (newer|later))/;
export const oldKernel =
  /(old(er)?|early|legacy) (linux |kernel )*(kernels?|versions?)|\b[2345]\.(x|\d+)(\.\d+\S*)?[- ](\w+ )?kernels?|kernels?( versions?)? (before|prior to|older than|below|<=?) ?v?[3-6]\.|(works?|loads?|runs?) (on|in|with) v?[56]\.\d+[^\n]*\bnot\b[^\n]*\b[345]\.\d|\bsupport\w*\b[^\n]*\bkernels? (version )?[2345]\.(x|\d+)|kernels? [345]\.\d+[^\n]*support/;

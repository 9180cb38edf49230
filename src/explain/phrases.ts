/** How people say that something is not there, or does not work. */
export const lacking =
  /\b(no|not|n't|without|cannot|fail\w*|missing|lacks?|absent|unavailable|refuse\w*|reject\w*|forgotten|never|nor)\b|n't\b/;

export const either = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({source}) => source).join('|'), 'i');

/** How they say it of what can be installed: that it is needed, or had to be added. */
export const wanted = either(
  lacking,
  /\b(needs?|needed|requires?|required|requests?|had to|(?<!-)dependenc\w*|prerequisit\w*|add(s|ed)?|must be)\b/,
);

/** How they say that it worked before, or works elsewhere. */
export const broken =
  /\b(fail\w*|brok\w*|break\w*|stop(s|ped)?|crash\w*|error\w*|refuse\w*|reject\w*|dropped|not|cannot|no longer|unable|issues?|problems?|fix(es|ed)?)\b|n't\b/;

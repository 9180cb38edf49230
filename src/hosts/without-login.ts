/** A text with addresses as they may stand in logs: without the names and passwords in them. */
export const withoutLogin = (text: string): string => text.replace(/:\/\/[^\s/@]+@(?:[^\s/@]*@)*/g, '://');

/** Of this package; set by the build. */
declare const VERSION: string;
export const version = typeof VERSION === 'string' ? VERSION : '0.0.0';

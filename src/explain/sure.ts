/** From this confidence on a cause is named as good as sure; see docs/explain.md for what such a number is worth. */
export const sureEnough = 0.6;

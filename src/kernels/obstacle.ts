/** Why something can't be done on a host, and what to do instead. */
export interface Obstacle {
  readonly why: string;
  readonly todo: string;
}

/** How a question reaches the user. Who calls it serialises: with many hosts, one question is on the screen at a time. */
export interface Ask {
  /** A yes or a no. */
  confirm(question: string): Promise<boolean>;
  /** A password, passphrase or code, not shown while it is typed. Undefined when the user gives none. */
  secret(question: string): Promise<string | undefined>;
}

/** Collects the parameters of a statement; `add` returns the placeholder of a value. */
export class Parameters {
  readonly values: unknown[] = []
  readonly add = (value: unknown): string => `$${this.values.push(value)}`
}

/** A LIKE pattern in which `%` and `_` of the text are literal. */
export const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

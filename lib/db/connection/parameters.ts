/** Collects the parameters of a statement; `add` answers the placeholder of a value. */
export class Parameters {
  readonly values: unknown[] = []
  readonly add = (value: unknown): string => `$${this.values.push(value)}`
}

/** A pattern for LIKE: `%` and `_` of a search are letters, not wildcards. */
export const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

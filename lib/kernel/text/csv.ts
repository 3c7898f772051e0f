/** What spreadsheets take for the beginning of a formula, or for a separator before one. */
const formula = /^\s*(?:[=+\-@|]|%.)|^[\t\r]/
const quoted = /[",\r\n]/
/** Either of them; few cells have one, and each is looked at once. */
const special = /^\s*(?:[=+\-@|]|%.)|^\t|[",\r\n]/

/**
 * A cell of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, "CSV Injection").
 */
export function csvCell(value: string | null): string {
  if (value === null) return ''
  if (!special.test(value)) return value
  const text = formula.test(value) ? `'${value}` : value
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

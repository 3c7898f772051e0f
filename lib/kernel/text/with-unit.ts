/** "97.9%", "504 kbps", "12/s": a value with its unit. */
export const withUnit = (text: string, unit: string): string =>
  unit === '' || unit === '%' || unit.startsWith('/') ? text + unit : `${text} ${unit}`

/** The option with which whoever changes something says why to owners who are asked about it. */
export const askedWhy = 'why, for the owners who are asked first'

export const why = (reason: string | undefined): { reason?: string } =>
  reason === undefined ? {} : { reason }

export const noted = (text: string, warnings: readonly string[]): string =>
  [text, ...warnings.map((warning) => `Note: ${warning}`)].join('\n')

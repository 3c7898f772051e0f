/** The address where these jobs are decided on together. */
export const sheetHref = (jobIds: readonly string[]): string => `/jobs/together?jobs=${jobIds.join('.')}`

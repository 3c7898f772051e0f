/** The cookie of a browser in which somebody has closed the notice about the sample fleet. */
export const closedNotice = { name: 'hakim_sample_notice', value: 'closed' } as const

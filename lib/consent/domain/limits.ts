// Limits that forms show and the server checks. Apart from the schemas, so that a browser loads no parser.

/** In characters: of groups, rules and windows. */
export const maxNameLength = 100

/** In characters: of a node's label. */
export const maxLabelKeyLength = 63
export const maxLabelValueLength = 255

/** That one rule can require from owners or from a group. */
export const maxVotes = 20

/** A weekly window lasts at most a day. */
export const windowMinutes = { least: 5, most: 1_440 } as const

/** How long a delegation holds unless somebody says otherwise. */
export const delegationDays = 30

/** Of a rota: its people, the days of a turn, and the minutes until the whole group is told. */
export const mostOnRota = 50
export const turnDays = { least: 1, most: 56 } as const
export const escalateMinutes = { least: 5, most: 10_080 } as const

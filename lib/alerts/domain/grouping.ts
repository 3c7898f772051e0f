/**
 * What people read as one thing. Nodes that begin within `joinMinutes` under one rule are one row; a node that comes back within
 * `flapMinutes` stays in its row. People are told once a row is `waitSeconds` old, and that it is over once that has lasted for
 * `calmMinutes`.
 */
export const grouping = { waitSeconds: 30, joinMinutes: 10, flapMinutes: 30, calmMinutes: 10 } as const

/** Under which notices of a row become one message. */
export const noticeGroup = (groupId: string): string => `alert:${groupId}`
/** Those that tell the next people. */
export const nextGroup = (groupId: string): string => `alert:${groupId}:next`

import { isJsonObject } from './json'

// Checks of answers in the browser. Written by hand: a schema library would be larger than the table that shows them.

export type Check = (value: unknown) => boolean

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isNumber: Check = (value) => typeof value === 'number'
export const isFlag: Check = (value) => typeof value === 'boolean'
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
export const listOf =
  <T>(check: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(check)

/** Whether `value` is an object with all members of T. A missing check does not compile. */
export const fits =
  <T>(checks: { [Member in keyof T]-?: Check }) =>
  (value: unknown): value is T =>
    isJsonObject(value) &&
    Object.entries<Check>(checks).every(([member, check]) => check(value[member] ?? null))

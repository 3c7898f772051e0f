/** The offset of a zone in seconds at a time in epoch seconds; null where the runtime's own data count. */
export type OffsetLookup = (at: number, zone: string) => number | null

// On globalThis, since the server has several copies of this module.
const shared: typeof globalThis & { hakimZones?: OffsetLookup | null } = globalThis

/** Has all offsets come from newer zone data than the runtime's; to be called before any is read. Null ends it. */
export const setNewerZones = (lookup: OffsetLookup | null): void => {
  shared.hakimZones = lookup
}

export const newerOffset: OffsetLookup = (at, zone) => shared.hakimZones?.(at, zone) ?? null

/**
 * How many owners are represented at once, by different people: the largest matching between people and owners. Somebody who
 * stands for two owners counts once, and so does an owner for whom two people stand.
 * @param choices for each person the owners for whom they decided
 */
export function countPersons(choices: ReadonlyMap<string, ReadonlySet<string>>): number {
  const personOf = new Map<string, string>()
  /** Finds the person an owner, and those who have theirs another one (Kuhn's algorithm). */
  const place = (person: string, tried: Set<string>): boolean => {
    for (const owner of choices.get(person) ?? []) {
      if (tried.has(owner)) continue
      tried.add(owner)
      const present = personOf.get(owner)
      if (present === undefined || place(present, tried)) {
        personOf.set(owner, person)
        return true
      }
    }
    return false
  }
  return [...choices.keys()].filter((person) => place(person, new Set())).length
}

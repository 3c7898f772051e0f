/** How items are grouped. */
type Grouping<Item, Result> = {
  /** Runs a group and returns one result per item, in order. If it throws, the whole group fails. */
  run: (items: Item[]) => Promise<Result[]>
  /** How many groups may run at once now: more than one only while items of at least `worth` in size are waiting. */
  parallel: () => number
  worth: number
  /** The largest total size of a group; a larger item goes alone. */
  room: number
  sizeOf: (item: Item) => number
}

/**
 * Group commit: items that arrive while a group runs wait and form the next group, in order of arrival. An item that
 * arrives when nothing runs starts at once. Each caller gets its own result.
 */
export function coalesce<Item, Result>(grouping: Grouping<Item, Result>): (item: Item) => Promise<Result> {
  const { run, parallel, worth, room, sizeOf } = grouping
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void }
  const waiting: Waiting[] = []
  let waitingSize = 0
  let underWay = 0

  const nextGroup = (): Waiting[] => {
    let end = 0
    let size = 0
    for (const { item } of waiting) {
      size += sizeOf(item)
      if (end > 0 && size > room) break
      end += 1
    }
    const group = waiting.splice(0, end)
    for (const { item } of group) waitingSize -= sizeOf(item)
    return group
  }

  const settle = async (group: Waiting[]): Promise<void> => {
    try {
      const results = await run(group.map(({ item }) => item))
      if (results.length !== group.length)
        throw new Error(`${results.length} results for a group of ${group.length}`)
      results.forEach((result, index) => {
        group[index]?.resolve(result)
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  const start = async (): Promise<void> => {
    underWay += 1
    while (waiting.length > 0 && (underWay === 1 || (underWay <= parallel() && waitingSize >= worth)))
      await settle(nextGroup())
    underWay -= 1
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      waitingSize += sizeOf(item)
      if (underWay === 0 || (underWay < parallel() && waitingSize >= worth)) void start()
    })
}

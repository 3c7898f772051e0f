/**
 * Milliseconds of processor time that `work` takes: the least of ten runs. A run also counts what the process's other
 * threads do meanwhile, such as collecting garbage; they do not do it ten times.
 */
export function processorTime(work: () => void): number {
  const times = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...times)
}

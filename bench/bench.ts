import type { Cleanups } from './cleanups'
import type { Cluster } from './cluster'
import type { Options } from './options'

/** What bin/bench.mjs provides. */
export type Host = {
  /** The folder of the installation. */
  root: string
  /** The path of a Chromium; '' for the one that Playwright installed. */
  chromium(): Promise<string>
  /** Shows a line on stderr while the work goes on. */
  step<T>(label: string, work: () => Promise<T>): Promise<T>
}

/** One run: what every part of it needs. `cleanups` belong to the current stage. */
export type Bench = {
  host: Host
  options: Options
  cluster: Cluster
  cleanups: Cleanups
  /** One sample of something short: `once` returns the milliseconds of one call. */
  sample(once: () => Promise<number>): Promise<number>
}

import { startHakim } from './hakim'

/** One Hakim in local mode for all specs: sample fleet, this machine's agent, one-click accounts. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const running = await startHakim()
  process.env.HAKIM_E2E_URL = running.url
  process.env.HAKIM_E2E_DATA_DIR = running.env.HAKIM_DATA_DIR
  return async () => {
    const code = await running.stop()
    if (code !== 0) throw new Error(`Ctrl-C ended Hakim with ${code}:\n${running.output()}`)
  }
}

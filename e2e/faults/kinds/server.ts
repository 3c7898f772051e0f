import { startHakim } from '../../hakim'
import type { Fault } from '../fault'
import { openLocal, tried } from '../scene'

const backWithin = 20_000

const open = async () => Object.assign(await openLocal(), { withLauncher: false })

export const server: Fault = {
  name: 'server',
  what: 'kill -9 of the web server, every second time of `hakim start` too, which is then started again',
  backWithin,
  cannot: () => null,
  run: tried(open, async (scene, writers) => {
    const since = performance.now()
    if (scene.withLauncher) {
      await scene.hakim.kill()
      scene.hakim = await startHakim(scene.hakim.env)
    } else scene.hakim.killServer()
    scene.withLauncher = !scene.withLauncher
    await writers.untilBack(3 * backWithin)
    return performance.now() - since
  }),
}

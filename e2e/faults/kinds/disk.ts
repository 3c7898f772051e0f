import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeFolders, trialFolder } from '@/test/embedded-postgres'
import type { Fault } from '../fault'
import { openLocal, tried } from '../scene'

const backWithin = 40_000

const mount = (folder: string): boolean =>
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1g,mode=755', 'tmpfs', folder]).status === 0

function cannot(): string | null {
  const folder = trialFolder()
  const mounted = mount(folder)
  if (mounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return mounted ? null : 'only root can mount a small disk, and not in every container'
}

/** The whole data folder on a disk of its own. */
async function open() {
  const disk = trialFolder()
  if (!mount(disk)) throw new Error('The disk could not be mounted')
  const dataDir = join(disk, 'data')
  mkdirSync(dataDir)
  chmodSync(dataDir, 0o711)
  const scene = await openLocal({ HAKIM_DATA_DIR: dataDir })
  const stop = scene.close
  const close = async () => {
    await stop()
    spawnSync('umount', ['-l', disk])
    removeFolders()
  }
  return Object.assign(scene, { disk, close })
}

export const disk: Fault = {
  name: 'disk',
  what: 'the disk of the database is full, for up to 3 s after the first refusal',
  backWithin,
  cannot,
  run: tried(open, async ({ disk }, writers, random) => {
    const filling = join(disk, 'filling')
    const { bavail, bsize } = statfsSync(disk)
    spawnSync('fallocate', ['-l', String(Math.max(1, bavail * bsize - 2 ** 20)), filling])
    const before = writers.refusals()
    for (const until = Date.now() + 60_000; writers.refusals() === before && Date.now() < until; )
      await sleep(20)
    const wrong = writers.refusals() === before ? 'nothing was refused on the full disk' : ''
    await sleep(3_000 * random())
    rmSync(filling)
    return { back: await writers.untilBack(3 * backWithin), wrong }
  }),
}

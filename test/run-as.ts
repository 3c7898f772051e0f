import { onTestFinished } from 'vitest'

/**
 * Until the test has finished, this process says that it runs as another user; undefined: on a system without users, such as
 * Windows. Only a process that runs nothing else could change its user in earnest.
 */
export function runAs(uid: number | undefined): void {
  const { geteuid } = process
  Object.assign(process, { geteuid: uid === undefined ? undefined : () => uid })
  onTestFinished(() => void Object.assign(process, { geteuid }))
}

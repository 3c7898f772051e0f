import { Refused } from '@/lib/backup/domain/refused'

const words: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission was denied',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}

/** A failure of the file system in words; any other error is returned as it is. */
export function fileError(error: unknown, doing: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error
  if ('address' in error) return error
  const code = String(error.code)
  return new Refused('unavailable', `${doing}: ${words[code] ?? error.message}.`)
}

import { altered, Refused } from '@/lib/backup/domain/refused'
import { NotRegular } from '@/lib/kernel/files/regular-file'

const words: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission was denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}

const insufficientRights = '42501'

/** A failure of the file system, or of rights in the database, in words; any other error is returned as it is. */
export function known(error: unknown, doing: string): unknown {
  if (error instanceof NotRegular) return new Refused('invalid', `${doing}: ${error.message}.`)
  if (!(error instanceof Error && 'code' in error)) return error
  const code = String(error.code)
  if (code === insufficientRights)
    return new Refused(
      'forbidden',
      `The role in DATABASE_URL has too few rights (${error.message}). Use the owner of Hakim's tables.`,
    )
  // Errors of the network have an address.
  if (!('syscall' in error) || 'address' in error) return error
  return new Refused('unavailable', `${doing}: ${words[code] ?? error.message}.`)
}

const foreignKeyViolation = '23503'

/** Says which rows refer to rows that the backup does not have; any other error is returned as it is. */
export function unrelated(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === foreignKeyViolation)) return error
  const detail = 'detail' in error ? ` ${error.detail}` : ''
  return altered(file, `${error.message}:${detail}`)
}

/** Why the embedded PostgreSQL cannot be used; the message gives the cause and the remedy. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

/** The system's error code (`EACCES`, `28P01`, …) of a caught value, if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/**
 * Turns a file system error into an EmbeddedError that says what to do. Returns any other error unchanged.
 */
export function explainFileError(error: unknown, path: string): unknown {
  if (error instanceof EmbeddedError) return error
  const at = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path
  switch (codeOf(error)) {
    case 'EROFS':
      return new EmbeddedError(
        `${at} is on a read-only file system. Set HAKIM_DATA_DIR to a writable folder.`,
      )
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedError(
        `No permission for ${at}. Make the folder readable and writable for the user that starts Hakim, or set HAKIM_DATA_DIR to another folder.`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(at)
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return new EmbeddedError(
        `${at} cannot be used as a data folder. Set HAKIM_DATA_DIR to a folder that exists or can be created.`,
      )
    default:
      return error
  }
}

export const diskFull = (path: string): EmbeddedError =>
  new EmbeddedError(
    `The disk is full at ${path}. Free some space there, or set HAKIM_DATA_DIR to a folder on another disk.`,
  )

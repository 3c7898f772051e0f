import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EntityManager } from 'typeorm'
import { tableExists } from './table-exists'

/** A file of migrations/functions. It defines `hakim_<name>`, whatever the database had by that name before. */
export type SqlFunction = { name: string; path: string; text: string; sha256: string }

/** All of them, in the order of their names. They are read from the installation: this module may be in dist/. */
export function sqlFunctions(folder = join(migrationsFolder(), 'functions')): SqlFunction[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return { name: basename(path, '.sql'), path, text, sha256: sha256(text) }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export function migrationsFolder(): string {
  let above = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const folder = join(above, 'migrations')
    if (existsSync(join(folder, 'functions'))) return folder
    if (above === dirname(above))
      throw new Error('migrations/functions is missing: Hakim runs from the folder of its installation.')
    above = dirname(above)
  }
}

/** Those that the database does not have, or has with another text. */
export async function changedFunctions(db: Pick<EntityManager, 'query'>): Promise<SqlFunction[]> {
  if (!(await tableExists(db, 'hakim_functions'))) return sqlFunctions()
  // A dropped one is missing, whatever was recorded.
  const rows = await db.query<{ name: string; sha256: string }[]>(
    `SELECT f.name, f.sha256 FROM hakim_functions f
     JOIN pg_class c ON c.oid = 'hakim_functions'::regclass
     WHERE EXISTS (SELECT FROM pg_proc p WHERE p.proname = 'hakim_' || f.name AND p.pronamespace = c.relnamespace)`,
  )
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
  return sqlFunctions().filter(({ name, sha256 }) => applied.get(name) !== sha256)
}

/**
 * Applies the functions in the transaction of the migrations. The search path that definers keep (`SET search_path FROM
 * CURRENT`) is the schema of the tables alone, and then that of temporary tables: what others may create elsewhere could
 * stand in for `people` or `job_votes`. Bodies are not checked, so that a function may use another that comes after it.
 */
export async function applyFunctions(tx: EntityManager, functions: readonly SqlFunction[]): Promise<void> {
  await tx.query(
    `SELECT set_config('check_function_bodies', 'off', true),
            set_config('search_path', format('%I, pg_temp', relnamespace::regnamespace::name), true)
     FROM pg_class WHERE oid = 'hakim_functions'::regclass`,
  )
  for (const { path, text } of functions) {
    try {
      await tx.query(text)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`migrations/functions/${path}: ${why}`, { cause: error })
    }
  }
  await tx.query(
    `INSERT INTO hakim_functions (name, sha256) SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, applied_at = excluded.applied_at`,
    [functions.map(({ name }) => name), functions.map(({ sha256 }) => sha256)],
  )
}

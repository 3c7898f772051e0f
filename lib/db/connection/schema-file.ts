import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder, sqlFunctions } from './sql-functions'

/** What acts in a database: each part by a name such as `trigger hakim_job_guard on maintenance_jobs`, with its text. */
export type SchemaParts = Map<string, string>

/** Triggers, views and functions as the files of the installation have them, which nobody changes in the database. */
export function writtenParts(folder = migrationsFolder()): SchemaParts {
  const text = readFileSync(join(folder, 'schema.sql'), 'utf8')
  const triggers = [...text.matchAll(/^(CREATE (?:CONSTRAINT )?TRIGGER (\S+) .*? ON (\S+) .*);$/gm)]
  const views = [...text.matchAll(/^CREATE VIEW (\S+) AS\n([\s\S]*?;)\n\n/gm)]
  const heads = new Map(
    [...text.matchAll(/^-- ((hakim_\w+)\(.*)$/gm)].map(([, head, name]): [string, string] => [
      name ?? '',
      head ?? '',
    ]),
  )
  return new Map([
    ...triggers.map(([, all = '', name, table]): [string, string] => [`trigger ${name} on ${table}`, all]),
    ...views.map(([, name, all = '']): [string, string] => [`view ${name}`, all]),
    ...sqlFunctions(join(folder, 'functions')).map(({ name, text: file }): [string, string] => [
      `function hakim_${name}`,
      `${heads.get(`hakim_${name}`)}\n${file.split('$$')[1]}`,
    ]),
  ])
}

// The same texts from the catalogue, as SQL expressions; `schema` is one that has the name of the schema.

/** Of the trigger with this oid, and that it is not enabled, if so. */
export const triggerText = (oid: string, enabled: string, schema: string): string =>
  `replace(pg_get_triggerdef(${oid}), ' ON ' || quote_ident(${schema}) || '.', ' ON ')
   || CASE ${enabled} WHEN 'O' THEN '' ELSE '; -- enabled: ' || ${enabled}::text END`

/** Of the function with this oid, on one line, and that everyone may call it, if so. */
export const functionHead = (oid: string, schema: string): string =>
  `trim(regexp_replace(replace(replace(split_part(pg_get_functiondef(${oid}), 'AS $function$', 1),
     'CREATE OR REPLACE FUNCTION ' || quote_ident(${schema}) || '.', ''),
     'search_path TO ' || quote_literal(${schema}), 'search_path TO ''public'''), '\\s+', ' ', 'g'))
   || CASE WHEN has_function_privilege('public', ${oid}, 'EXECUTE') THEN ' GRANT EXECUTE TO PUBLIC' ELSE '' END`

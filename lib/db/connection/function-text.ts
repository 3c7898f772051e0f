import { sqlFunctions } from './sql-functions'

/**
 * The body of an SQL function as its file has it. The verification of the log runs such texts itself, since whoever owns the
 * database can replace its functions.
 */
export function functionText(name: string): string {
  const body = sqlFunctions()
    .find((each) => each.name === name)
    ?.text.split('$$')[1]
  if (body === undefined) throw new Error(`migrations/functions has no ${name}.sql`)
  return body
}

/** The query of a function that returns what one query finds, in brackets. */
export function returnedQuery(name: string): string {
  const [, query] = /RETURN (\(.*\));\s*END\s*$/s.exec(functionText(name)) ?? []
  if (query === undefined) throw new Error(`migrations/functions/…/${name}.sql returns no query`)
  return query
}

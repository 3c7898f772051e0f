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

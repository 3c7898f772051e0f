import type { Command } from 'commander'
import { migrateFor, withDatabaseUrl } from '@/lib/cli/with-database'
import { type Config, readConfig } from '@/lib/config'

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database schema up to date; existing rows are kept')
    .option('--json', 'print {"applied": [migrations], "functions": [names], "restored": [names]}')
    .action(async (options: { json?: boolean }) => {
      const { applied, functions, restored } = await migrateNow(readConfig())
      if (options.json) return console.log(JSON.stringify({ applied, functions, restored }))
      for (const name of applied) console.log(`applied ${name}`)
      for (const name of functions) console.log(`applied function hakim_${name}`)
      for (const name of restored)
        console.log(`restored function hakim_${name}, which somebody had replaced; see "hakim doctor"`)
      if (applied.length + functions.length + restored.length === 0) console.log('The schema is up to date.')
    })
}

const migrateNow = (config: Config) => withDatabaseUrl(config, (url) => migrateFor(config, url))

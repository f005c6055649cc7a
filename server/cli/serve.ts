import { Command } from 'commander'

const example = `
Example:
  PORT=8080 petaplan serve
`

export function serveCommand(): Command {
  return new Command('serve')
    .description('Serves the page and the API; PORT and HOST set the address (127.0.0.1:8080).')
    .addHelpText('after', example)
    .action(async () => {
      const { serve } = await import('../main.ts')
      await serve(process.env)
    })
}

import { Command } from 'commander'

export function serveCommand(): Command {
  return new Command('serve')
    .description('Serves the page and the API; PORT and HOST set the address (127.0.0.1:8080).')
    .action(async () => {
      const { serve } = await import('../main.ts')
      await serve(process.env)
    })
}

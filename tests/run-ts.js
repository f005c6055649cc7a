// Runs a TypeScript file of the tests as vite reads it, so that data files come as the text that they are.
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const [node, , file, ...rest] = process.argv
process.argv = [node, resolve(file), ...rest]
await runnerImport(process.argv[1])

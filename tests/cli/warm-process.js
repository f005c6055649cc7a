// Runs command lines one after the other in one process, which keeps the code that it has read; tells what each printed.
import { pathToFileURL } from 'node:url'

const [node, , entry] = process.argv
const main = pathToFileURL(entry).href
let told = { out: '', err: '' }
let runs = 0
process.stdout.setMaxListeners(0)
for (const name of ['out', 'err'])
  process[`std${name}`].write = (text) => {
    told[name] += String(text)
    return true
  }
process.on('message', async (args) => {
  told = { out: '', err: '' }
  process.argv = [node, entry, ...args]
  process.exitCode = 0
  runs += 1
  await import(`${main}?${String(runs)}`)
  process.send({ code: process.exitCode, ...told })
})
process.on('disconnect', () => process.exit())

import { offer } from '../remote.ts'
import { queue } from './replaying.ts'

offer(queue)

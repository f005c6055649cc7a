import { offer } from '../../worker/remote.ts'
import { queue } from './replaying.ts'

offer(queue)

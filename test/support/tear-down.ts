import 'tsconfig-paths/register';
import { removeBlankData } from './blank-data';

export default removeBlankData;

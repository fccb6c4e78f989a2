export { openJobs, type Jobs, type JobsOptions } from './jobs';

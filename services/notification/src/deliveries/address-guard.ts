export { isLoopbackAddress, isPublicAddress } from '@greenledger/service-kit';

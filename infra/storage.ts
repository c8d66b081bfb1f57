/** The store's objects are under this prefix of the bucket. */
export const storePrefix = "store/";

/** The bucket of the store: private, versioned, encrypted, reached by TLS only and by no web page (SST's CORS is `*`). */
export const store = new sst.aws.Bucket("Store", { versioning: true, enforceHttps: true, cors: false });

// SSE-S3 needs no key policy; https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html
new aws.s3.BucketServerSideEncryptionConfiguration("StoreEncryption", {
  bucket: store.name,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});

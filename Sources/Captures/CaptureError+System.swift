internal import SystemCalls

extension CaptureError {
    /// The error for a call that failed while `action` (`open it`, `read`) was tried.
    static func system(
        _ error: ErrorNumber, fileName: String, offset: UInt64? = nil, action: String, otherwise code: CaptureError.Code
    ) -> CaptureError {
        let (kind, remedy): (CaptureError.Code, String) =
            switch error.rawValue {
            case ENOENT, ENOTDIR: (.noSuchFile, "; check the path")
            case EACCES, EPERM, EROFS: (.notPermitted, "; check the file's owner and mode")
            case ENOSPC, EDQUOT, EFBIG:
                (.noSpace, "; free some space or write elsewhere; what was written before is kept")
            case EPIPE, ECONNRESET: (.closedPipe, "")
            case EISDIR: (code, "; name a file, not a directory")
            default: (code, "")
            }
        return CaptureError(
            kind, fileName: fileName, offset: offset, message: "cannot \(action): \(error)\(remedy)")
    }
}

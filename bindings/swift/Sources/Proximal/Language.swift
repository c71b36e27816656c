// Which of the core's languages this user reads. In: the system's preferences. Out: a `Lang`.

import Foundation

extension Lang {
    /// The first of the user's languages that Proximal speaks; English where it speaks none of them.
    public static var preferred: Lang { among(Locale.preferredLanguages) }

    /// The first of `tags` (BCP 47, as `de-AT`) that Proximal speaks; English where it speaks none of them.
    static func among(_ tags: [String]) -> Lang {
        for tag in tags {
            switch tag.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
            case "en": return .en
            case "de": return .de
            default: continue
            }
        }
        return .en
    }
}
